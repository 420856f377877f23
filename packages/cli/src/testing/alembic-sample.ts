/** Where it lies below the folder of the Alembic environment. */
interface SampleFile {
  readonly id: string;
  readonly message: string;
  /** Source of `down_revision`. */
  readonly parents: string;
  readonly more?: string;
  readonly upgrade?: string;
  readonly downgrade?: string;
}

function revisionFile({ id, message, parents, more, upgrade, downgrade }: SampleFile): string {
  const body = (name: string, lines = 'pass') => [
    '',
    '',
    `def ${name}() -> None:`,
    ...lines.split('\n').map((line) => `    ${line}`),
  ];
  return `${[
    `"""${message}`,
    '',
    `Revision ID: ${id}`,
    '"""',
    'import sqlalchemy as sa',
    'from alembic import op',
    '',
    `revision = "${id}"`,
    `down_revision = ${parents}`,
    ...(more === undefined ? [] : [more]),
    ...body('upgrade', upgrade),
    ...body('downgrade', downgrade),
  ].join('\n')}\n`;
}

const INI = '[alembic]\nscript_location = %(here)s/migrations\n';

/** A shop: two branches from one table, which meet again. */
export const SHOP_FILES: Readonly<Record<string, string>> = {
  'alembic.ini': INI,
  'migrations/env.py': 'from alembic import context\n',
  'migrations/script.py.mako': '',
  ...inVersions([
    {
      id: '1a00',
      message: 'create customers',
      parents: 'None',
      upgrade:
        'op.create_table(\n    "customers",\n    sa.Column("id", sa.Integer(), primary_key=True),\n    sa.Column("name", sa.String(40), nullable=False),\n)',
      downgrade: 'op.drop_table("customers")',
    },
    {
      id: '2b00',
      message: 'add total',
      parents: '"1a00"',
      upgrade: 'op.add_column("customers", sa.Column("total", sa.Numeric(10, 2), nullable=True))',
      downgrade: 'op.drop_column("customers", "total")',
    },
    { id: '3c00', message: 'billing starts', parents: '"1a00"', more: 'branch_labels = ("billing",)' },
    { id: '4d00', message: 'merge heads', parents: '("2b00", "3c00")' },
    {
      id: '5e00',
      message: 'drop names',
      parents: '"4d00"',
      upgrade: 'op.drop_column("customers", "name")',
    },
  ]),
};

/** Files by their paths. */
export function inVersions(files: readonly SampleFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map((file) => [
      `migrations/versions/${file.id}_${file.message.replaceAll(' ', '_')}.py`,
      revisionFile(file),
    ]),
  );
}
