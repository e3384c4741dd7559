"""The lists of pairings and schools, and one school's file."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from pairing.forms import PairingFilter, SchoolFilter
from pairing.models import Consortium, Pairing, Person, School
from pairing.permissions import own_school_ids
from records.related import related_to

ROWS = 20


def pairing_list(request):
    wish = PairingFilter(request.GET or None, user=request.user)
    rows = wish.narrow(Pairing.objects.visible_to(request.user).for_list())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    own = own_school_ids(request.user)
    context = {"nav": "pairings", "filter": wish, "page": page, "own_school_ids": own}
    return render(request, "pairing/pairing_list.html", context)


def school_list(request):
    wish = SchoolFilter(request.GET or None)
    pairings = Pairing.objects.visible_to(request.user).open()
    rows = wish.narrow(School.objects.visible_to(request.user).for_list(pairings=pairings))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"nav": "schools", "filter": wish, "page": page}
    return render(request, "pairing/school_list.html", context)


def school(request, pk):
    """一校一档: who the school is, whom it supports, who supports it, who works there."""
    consortia = Consortium.objects.visible_to(request.user)
    rows = School.objects.visible_to(request.user).for_file(consortia=consortia)
    found = get_object_or_404(rows, pk=pk)
    pairings = Pairing.objects.visible_to(request.user).for_list()
    on = timezone.localdate()
    people = Person.objects.visible_to(request.user).working(on)
    context = {
        "nav": "schools",
        "school": found,
        "supports": pairings.filter(supporting_school=found),
        "receives": pairings.filter(receiving_school=found),
        "related": related_to("school", found, user=request.user, on=on),
        "people": people.filter(school=found).order_by("-is_head", "sort_key", "pk"),
    }
    return render(request, "pairing/school.html", context)
