"""Tabs, continued lines, semicolons, statements on one line."""
from alembic import op; import sqlalchemy as sa

revision = 'c34'; down_revision = \
	'c33'

def upgrade():
	op.add_column('days', sa.Column('tabbed', sa.Integer)); op.add_column('days', sa.Column('second', sa.Integer))
	if True: op.create_index('ix_days_tabbed', 'days', ['tabbed'])
	op \
		.drop_index(
			'ix_days_tabbed',
			)
	(op
		.add_column)('days', (sa.Column)('third', sa.Integer))

def downgrade(): [op.drop_column('days', name) for name in ('third', 'second', 'tabbed')]
