"""What ``manage.py bench`` measures, on the demo county and on a province laid for it alone."""
