"""Numbers without gaps or doubles."""

from django.db.models import F

from tasks.supervision.orders.models import NumberBook


def take(year: int) -> int:
    """The next number of the year. Call it in the transaction that uses it: the book's row stays locked until that ends,

    so that whoever comes next waits, and a number whose order was rolled back is given again.
    """
    NumberBook.objects.get_or_create(year=year)
    NumberBook.objects.filter(year=year).update(last=F("last") + 1)
    return NumberBook.objects.get(year=year).last
