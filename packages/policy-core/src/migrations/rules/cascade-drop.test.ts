import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { cascadeDrop } from './cascade-drop.ts';

const unseen = (thing: string, verb = 'drops') => ({
  messageId: 'unseen',
  data: { drops: verb, thing, others: '' },
});
const seen = (thing: string, others: string) => ({
  messageId: 'seen',
  data: { drops: 'drops', thing, others },
});

describeRule(cascadeDrop, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'what goes alone': {
      files: {
        'db/1.sql': 'DROP VIEW a;\nDROP TYPE b RESTRICT;\nDROP TABLE c;\nALTER TABLE d DROP CONSTRAINT e;\n',
      },
    },
    'what the same migration made': {
      files: {
        'db/1.sql':
          'CREATE TABLE a (b int);\nCREATE VIEW v AS SELECT b FROM a;\nALTER TABLE a DROP COLUMN b CASCADE;\nDROP TABLE a CASCADE;\nCREATE TYPE t AS ENUM ();\nDROP TYPE t CASCADE;\n',
      },
    },
    'what nothing can depend on': {
      files: {
        'db/1.sql':
          'DROP TRIGGER a ON b CASCADE;\nDROP POLICY c ON b CASCADE;\nDROP RULE d ON b CASCADE;\nDROP STATISTICS e CASCADE;\n',
      },
    },
    'what a downgrade drops': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("DROP TABLE a CASCADE")' }),
    },
    'emptied tables, which have a rule of their own': { files: { 'db/1.sql': 'TRUNCATE a CASCADE;\n' } },
    'what foreign keys do with rows': {
      files: { 'db/1.sql': 'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE NOT VALID;\n' },
    },
  },
  breaks: {
    'a type': {
      files: { 'db/1.sql': 'DROP TYPE mood CASCADE;\n' },
      finds: [{ ...unseen('the type mood'), underlines: 'DROP TYPE mood CASCADE' }],
    },
    'a type with a column of it': {
      files: { 'db/1.sql': 'ALTER TABLE people ADD COLUMN m mood;\nDROP TYPE mood CASCADE;\n' },
      finds: [{ ...seen('the type mood', 'people'), underlines: 'DROP TYPE mood CASCADE' }],
    },
    'a table, at the place where the drop is told': {
      files: { 'db/1.sql': 'DROP TABLE IF EXISTS shop.orders CASCADE;\n' },
      finds: [{ ...unseen('the table shop.orders'), underlines: 'shop.orders' }],
    },
    'a table with what refers to it': {
      ...oneRevision({
        upgrade:
          'op.create_foreign_key("x", "lines", "orders", ["o"], ["id"])\nop.execute("DROP TABLE orders CASCADE")',
      }),
      finds: [{ ...seen('the table orders', 'lines'), underlines: 'orders' }],
    },
    'a column with a view of it': {
      files: { 'db/1.sql': 'CREATE VIEW v AS SELECT b FROM a;\nALTER TABLE a DROP COLUMN b CASCADE;\n' },
      finds: [{ ...seen('the column a.b', 'v'), underlines: 'ALTER TABLE a DROP COLUMN b CASCADE' }],
    },
    'a constraint and an index': {
      files: { 'db/1.sql': 'ALTER TABLE a DROP CONSTRAINT b CASCADE;\nDROP INDEX c CASCADE;\n' },
      finds: [
        { ...unseen('the constraint b of a'), underlines: 'ALTER TABLE a DROP CONSTRAINT b CASCADE' },
        { ...unseen('the index c'), underlines: 'DROP INDEX c CASCADE' },
      ],
    },
    'a view, a function, a schema and what a role owns': {
      files: {
        'db/1.sql':
          'DROP VIEW v CASCADE;\nDROP FUNCTION f() CASCADE;\nDROP SCHEMA s CASCADE;\nDROP OWNED BY bob CASCADE;\n',
      },
      finds: [
        { ...unseen('the view v'), underlines: 'DROP VIEW v CASCADE' },
        { ...unseen('the function f'), underlines: 'DROP FUNCTION f() CASCADE' },
        { ...unseen('the schema s'), underlines: 'DROP SCHEMA s CASCADE' },
        { ...unseen('whatever bob owns'), underlines: 'DROP OWNED BY bob CASCADE' },
      ],
    },
    'a thing without a kind of its own': {
      files: { 'db/1.sql': 'DROP COLLATION c CASCADE;\n' },
      finds: [{ ...unseen('c'), underlines: 'DROP COLLATION c CASCADE' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("DROP VIEW v CASCADE")' }),
      finds: [{ ...unseen('the view v', 'may drop'), underlines: 'DROP VIEW v CASCADE' }],
    },
    'a type that was renamed out of the way: columns that were forgotten go with it': {
      files: {
        'db/1.sql':
          "ALTER TYPE mood RENAME TO old;\nCREATE TYPE mood AS ENUM ('b');\nDROP TYPE old CASCADE;\n",
      },
      finds: [{ ...unseen('the type old'), underlines: 'DROP TYPE old CASCADE' }],
    },
  },
  waits: {},
});
