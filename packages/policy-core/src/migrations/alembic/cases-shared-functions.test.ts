import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision, type RevisionCase } from '../../testing/told-revision.ts';

const parsers = await testParsers();

describe('what only the downgrade calls', () => {
  it.each<[string, RevisionCase]>([
    [
      'and the upgrade mentions, may run there as well',
      {
        source: `
          def _drop():
              op.drop_table("a")

          def upgrade():
              register([_drop])

          def downgrade():
              _drop()
        `,
        up: ['? drop-table a'],
        down: ['drop-table a'],
      },
    ],
    [
      'and the upgrade mentions, may run there as well, also where it is the downgrade',
      {
        source: `
          def upgrade():
              register([downgrade] if is_back else [])

          def downgrade():
              op.drop_table("a")
        `,
        up: ['? drop-table a'],
        down: ['drop-table a'],
      },
    ],
    [
      'and the upgrade calls, is told once',
      {
        source: `
          def upgrade():
              downgrade()

          def downgrade():
              op.drop_table("a")
        `,
        up: ['drop-table a'],
        down: ['drop-table a'],
      },
    ],
    [
      'and the upgrade may find in a list, may run there as well',
      {
        source: `
          def upgrade():
              STEPS[0]()

          def downgrade():
              op.drop_table("a")

          STEPS = [downgrade]
        `,
        up: ['? drop-table a'],
        down: ['drop-table a'],
      },
    ],
    [
      'is none of the upgrade where that only names a parameter so',
      {
        source: `
          def _apply(downgrade):
              if downgrade:
                  log()

          def upgrade():
              _apply(downgrade=False)

          def downgrade():
              _apply(downgrade=True)
              op.drop_table("a")
        `,
        down: ['drop-table a'],
      },
    ],
    [
      'and a method of that name calls, is none of the upgrade',
      {
        source: `
          def upgrade():
              helper.downgrade(self.downgrade)

          def downgrade():
              op.drop_table("a")
        `,
        down: ['drop-table a'],
      },
    ],
    [
      'is none of the upgrade where it does not mention it',
      {
        source: `
          def _drop():
              op.drop_table("a")

          def upgrade():
              op.create_table("a")

          def downgrade():
              _drop()
        `,
        up: ['create-table a'],
        down: ['drop-table a'],
      },
    ],
    [
      'is none of the upgrade where both call it, once told',
      {
        source: `
          def _drop():
              op.drop_table("a")

          def upgrade():
              _drop()

          def downgrade():
              _drop()
        `,
        up: ['drop-table a'],
        down: ['drop-table a'],
      },
    ],
    [
      'and the upgrade mentions, may run there as well, with what it hands on',
      {
        source: `
          def _drop():
              schedule(lambda: op.drop_table("a"))

          def upgrade():
              register([_drop])

          def downgrade():
              _drop()
        `,
        up: ['? drop-table a'],
        down: ['? drop-table a'],
      },
    ],
    [
      'and the upgrade mentions, may run there as well, with the functions within',
      {
        source: `
          def _steps():
              def drop():
                  op.drop_table("a")
              class Step:
                  def run(self):
                      op.drop_table("b")
              return [drop, Step]

          def upgrade():
              register([_steps])

          def downgrade():
              _steps()[0]()
              _steps()[1]().run()
        `,
        up: ['? drop-table a', '? drop-table b'],
      },
    ],
    [
      'is none of the upgrade where it is within',
      {
        source: `
          def downgrade():
              def drop():
                  op.drop_table("a")
              drop()
              schedule(lambda: op.drop_table("b"))
        `,
        down: ['drop-table a', '? drop-table b'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});

describe('what both directions hand on', () => {
  it.each<[string, RevisionCase]>([
    [
      'may run in each of them',
      {
        source: `
          def _lock():
              schedule(lambda: op.execute("LOCK TABLE a"), later)

          def later():
              op.drop_table("a")

          def upgrade():
              _lock()

          def downgrade():
              _lock()
        `,
        up: ['? other LOCK TABLE', '? drop-table a'],
        down: ['? other LOCK TABLE', '? drop-table a'],
      },
    ],
    [
      'is no function where the name is given a value there',
      {
        source: `
          def change(upgrade=True):
              if upgrade:
                  op.add_column("a", sa.Column("b", sa.Integer()))
              else:
                  op.drop_column("a", "b")

          def upgrade():
              change()

          def downgrade():
              upgrade = False
              change(upgrade)
        `,
        up: ['add-column a b'],
        down: ['drop-column a b'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});
