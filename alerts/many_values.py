"""Many numbers as one parameter of a statement.

A parameter for each of three dozen prints takes longer to write into a statement than the statement takes to run.
SQLite gets them as JSON, PostgreSQL as an array.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, BindParameter, ColumnElement, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import TableValuedAlias


def among(column: ColumnElement[int], name: str, dialect: str) -> ColumnElement[bool]:
    """Whether a column is one of the numbers that are given as a list under this name."""
    if dialect == "postgresql":
        return column == any_(_array(name))
    return column.in_(select(each_of(name, dialect).c.value))


def each_of(name: str, dialect: str) -> TableValuedAlias:
    """The numbers that are given as a list under this name, as rows with one column, `value`."""
    if dialect == "postgresql":
        return func.unnest(_array(name)).table_valued("value", joins_implicitly=True).render_derived()
    return func.json_each(bindparam(name, type_=JSON)).table_valued("value", joins_implicitly=True)


def _array(name: str) -> BindParameter[Any]:
    numbers: Any = ARRAY(BigInteger)
    return bindparam(name, type_=numbers)
