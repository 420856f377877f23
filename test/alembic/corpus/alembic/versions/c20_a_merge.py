"""merge of nothing: two parents would need two branches, which stand below"""

revision = "c20"
down_revision = ("c19", "c20a", "c20b")


def upgrade():
    pass


def downgrade():
    pass
