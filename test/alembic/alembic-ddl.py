"""Answers what Alembic renders for PostgreSQL: reads a list of calls as JSON, each with a naming
convention or null, writes a list of texts."""

import io
import json
import sys
import warnings

try:
    import sqlalchemy as sa
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy.dialects import postgresql
except ImportError:
    sys.exit(3)


def rendered(call, convention):
    output = io.StringIO()
    opts = {"as_sql": True, "output_buffer": output}
    if convention is not None:
        opts["target_metadata"] = sa.MetaData(naming_convention=convention)
    context = MigrationContext.configure(dialect_name="postgresql", opts=opts)
    op = Operations(context)
    names = {"op": op, "sa": sa, "postgresql": postgresql}
    try:
        with op.batch_alter_table("t") as batch_op:
            exec(call, {**names, "batch_op": batch_op})
    except Exception as problem:
        return {"problem": f"{type(problem).__name__}: {problem}"}
    return {"sql": output.getvalue()}


warnings.simplefilter("ignore")
print(json.dumps([rendered(*asked) for asked in json.load(sys.stdin)]))
