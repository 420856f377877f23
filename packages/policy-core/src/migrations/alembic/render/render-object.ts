import type { Name } from '../../operations/name.ts';
import type { ObjectOperation } from '../../operations/operation.ts';
import { renderCall } from './render-python.ts';
import type { Flag } from '../../operations/flag.ts';

/** As SQL, because Alembic has no directive for it; `undefined` where its text is not certain. */
export function renderObject(operation: ObjectOperation): string | undefined {
  const words = WORDS[operation.object];
  const name = quotedName(operation.name.text);
  if (words === undefined || name === undefined || !operation.name.isKnown) return undefined;
  switch (operation.kind) {
    case 'drop-object':
      return dropped(`DROP ${words}`, name, operation);
    case 'create-object':
      return isMadeOfName(operation) ? executed(`CREATE ${words} ${name}`) : undefined;
    case 'rename-object':
      return renamed(`ALTER ${words} ${name}`, operation.to);
  }
}

function dropped(
  drop: string,
  name: string,
  { ifExists, cascade }: { readonly ifExists: Flag; readonly cascade: Flag },
): string | undefined {
  if (ifExists === undefined || cascade === undefined) return undefined;
  return executed(`${drop} ${ifExists ? 'IF EXISTS ' : ''}${name}${cascade ? ' CASCADE' : ''}`);
}

/** A type or a view is made of more than its name. */
function isMadeOfName({ object }: ObjectOperation): boolean {
  return object === 'schema' || object === 'extension';
}

function renamed(alter: string, to: Name): string | undefined {
  const name = to.isKnown ? quotedPart(to.text) : undefined;
  return name && executed(`${alter} RENAME TO ${name}`);
}

const WORDS: Readonly<Partial<Record<ObjectOperation['object'], string>>> = {
  schema: 'SCHEMA',
  extension: 'EXTENSION',
  type: 'TYPE',
  domain: 'DOMAIN',
  view: 'VIEW',
  'materialized-view': 'MATERIALIZED VIEW',
  sequence: 'SEQUENCE',
};

/** In single quotes of Python, because names stand in double ones. */
function executed(sql: string): string {
  return renderCall('op.execute', [`'${sql}'`]);
}

/** A schema may stand before it. */
function quotedName(name: string): string | undefined {
  const parts = name.split('.').map(quotedPart);
  return parts.length > 2 || parts.includes(undefined) ? undefined : parts.join('.');
}

function quotedPart(name: string): string | undefined {
  return /^[\p{L}\p{N}_$ -]+$/u.test(name) ? `"${name}"` : undefined;
}
