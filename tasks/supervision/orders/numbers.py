"""Numbers without gaps or doubles."""

from django.db.models import F

from tasks.supervision.orders.models import NumberBook, Series


def take(year: int, series: Series = Series.ORDER) -> int:
    """The next number of the series in the year. Call it in the transaction that uses it: the book's row stays locked until that ends,

    so that whoever comes next waits, and a number whose paper was rolled back is given again.
    """
    book, _ = NumberBook.objects.get_or_create(series=series, year=year)
    NumberBook.objects.filter(pk=book.pk).update(last=F("last") + 1)
    return NumberBook.objects.get(pk=book.pk).last
