import sqlalchemy as sa


class Currency:
    EURO = "EUR"


def currency_column():
    return sa.Column("currency", sa.CHAR(3), server_default=Currency.EURO)
