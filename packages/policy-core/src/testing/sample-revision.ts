/** A policy that judges the revisions of these tests. */
export const ALEMBIC_POLICY = { migrations: { alembic: ['alembic/versions'] } };

export interface SampleRevision {
  /** Default `ab12`. */
  readonly id?: string;
  /** The source of `down_revision`; default `None`. */
  readonly parent?: string;
  /** Lines of the module, above upgrade(). */
  readonly module?: string;
  /** Lines of upgrade(); default `pass`. */
  readonly upgrade?: string;
  /** Lines of downgrade(), default `pass`; `null`: there is none. */
  readonly downgrade?: string | null;
}

/** A file as Alembic's template makes it. */
export function sampleRevision(sample: SampleRevision): string {
  const { id = 'ab12', parent = 'None', module, upgrade = 'pass', downgrade = 'pass' } = sample;
  return `${[
    'import sqlalchemy as sa',
    'from alembic import op',
    '',
    `revision = "${id}"`,
    `down_revision = ${parent}`,
    ...(module === undefined ? [] : ['', module]),
    ...definition('upgrade', upgrade),
    ...(downgrade === null ? [] : definition('downgrade', downgrade)),
  ].join('\n')}\n`;
}

function definition(name: string, body: string): readonly string[] {
  return ['', '', `def ${name}() -> None:`, ...body.split('\n').map((line) => `    ${line}`)];
}

/** A tree with one revision that builds on another. */
export function oneRevision(sample: SampleRevision): { readonly files: Readonly<Record<string, string>> } {
  return {
    files: {
      'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d' }),
      'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', ...sample }),
    },
  };
}
