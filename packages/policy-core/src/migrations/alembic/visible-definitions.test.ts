import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const up = (source: string) => toldRevision(parsers, source).up;

describe('the function that a name means', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'is the one of the module',
      `
        def drop():
            op.drop_table("a")

        def upgrade():
            drop()
      `,
      ['drop-table a'],
    ],
    [
      'is the nearest one',
      `
        def drop():
            op.drop_table("outer")

        def upgrade():
            def drop():
                op.drop_table("inner")
            drop()
      `,
      ['drop-table inner', '? drop-table outer'],
    ],
    [
      'is that of the function around, where a helper is inside of it',
      `
        def upgrade():
            def drop():
                op.drop_table("a")
            def run():
                drop()
            run()
      `,
      ['drop-table a'],
    ],
    [
      'is not one inside of another function',
      `
        def other():
            def drop():
                op.drop_table("a")

        def upgrade():
            drop()
      `,
      ['? drop-table a'],
    ],
    [
      'is not a method',
      `
        class Steps:
            def drop(self):
                op.drop_table("a")

        def upgrade():
            drop()
      `,
      ['? drop-table a'],
    ],
    [
      'may be either of two of one name',
      `
        def drop():
            op.drop_table("a")

        def drop():
            op.drop_table("b")

        def upgrade():
            drop()
      `,
      ['? drop-table a', '? drop-table b'],
    ],
    [
      'is its own in each direction',
      `
        def upgrade():
            def change():
                op.drop_table("a")
            change()

        def downgrade():
            def change():
                op.create_table("a", sa.Column("id", sa.Integer()))
            change()
      `,
      ['drop-table a'],
    ],
    [
      'is none where the name is given a value further in',
      `
        def change():
            op.drop_table("a")

        def upgrade():
            change = op.create_table
            change("b", sa.Column("id", sa.Integer()))
      `,
      ['create-table b', '? drop-table a'],
    ],
    [
      'is what a parameter of the name is given',
      `
        def drop():
            op.drop_table("a")

        def create():
            op.create_table("b", sa.Column("id", sa.Integer()))

        def run(drop):
            drop()

        def upgrade():
            run(create)
      `,
      ['create-table b', '? drop-table a'],
    ],
    [
      'is none where a loop gives the name to something else',
      `
        def change():
            op.drop_table("a")

        def upgrade():
            for change in ("b", "c"):
                register(change)
                op.drop_table(change)
      `,
      ['drop-table b', 'drop-table c', '? drop-table a'],
    ],
    [
      'is that of the module where the name is shared with it',
      `
        def change():
            op.drop_table("a")

        def upgrade():
            global change
            change()
      `,
      ['drop-table a'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(source).filter((step) => !step.includes('is not known') && !step.includes('nobody'))).toEqual(
      expected,
    );
  });
});

describe('the class that a name means', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'is the last of its name',
      `
        class Steps:
            def run(self):
                op.drop_table("a")

        class Steps:
            def run(self):
                op.drop_table("b")

        def upgrade():
            Steps().run()
      `,
      ['drop-table b', '? drop-table a'],
    ],
    [
      'is the nearest one',
      `
        class Steps:
            def run(self):
                op.drop_table("outer")

        def upgrade():
            class Steps:
                def run(self):
                    op.drop_table("inner")
            Steps().run()
      `,
      ['drop-table inner', '? drop-table outer'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(source)).toEqual(expected);
  });
});
