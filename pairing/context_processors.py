"""What the frame of every page shows."""


def shell(request):
    return {}
