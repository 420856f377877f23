import type { OperationOf } from '../operations/by-kind.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import { isView } from '../operations/is-view.ts';
import { asTable, knownName, type Name } from '../operations/name.ts';
import { nameText, renamedObject } from '../operations/same-names.ts';
import { renameIndex } from './apply-index.ts';
import { applyDropSchema, applyRenameSchema, typeIn } from './apply-schema.ts';
import { dropTypes, renameType } from './apply-type.ts';
import { moveView, placeView, foldedView } from './apply-view.ts';
import { meetUnclear, type Fold } from './fold.ts';
import { blurAll } from './schema-timelines.ts';
import { dropRelation } from './take-along.ts';
import { setFrom } from '../../model/versioned.ts';

export function createObject(operation: OperationOf<'create-object'>, fold: Fold): void {
  const { object, name, domain, routine, reads = [] } = operation;
  if (routine !== undefined) setFrom(fold.lines.routines, { key: nameText(name), at: fold.at }, routine);
  if (domain !== undefined && name.isKnown) {
    setFrom(fold.lines.domains, { key: nameText(name), at: fold.at }, domain);
  }
  if (!isView(object)) return;
  placeView({ view: asTable(name), isMaterialized: object === 'materialized-view', reads }, fold);
}

export function dropObject({ object, name, cascade }: OperationOf<'drop-object'>, fold: Fold): void {
  const how = { cascade: cascade !== false };
  switch (object) {
    case 'view':
    case 'materialized-view':
      if (foldedView(fold, asTable(name)) !== undefined) dropRelation(asTable(name), fold, how);
      break;
    case 'function':
      setFrom(fold.lines.routines, { key: nameText(name), at: fold.at }, undefined);
      break;
    case 'type':
    case 'domain':
      if (name.isKnown) dropTypes(fold, (type) => type === nameText(name), how);
      break;
    default:
      dropAll(object, name, fold);
  }
}

/** What many tables go with. */
function dropAll(object: OperationOf<'drop-object'>['object'], name: Name, fold: Fold): void {
  if (object === 'database' || object === 'owned') blurAll(fold.lines, fold.at);
  if (object !== 'schema') return;
  if (name.isKnown) applyDropSchema(name.text, fold);
  else meetUnclear(fold);
}

export function renameObject(operation: OperationOf<'rename-object'>, fold: Fold): void {
  const { object, name, to } = operation;
  const isKnown = name.isKnown && to.isKnown;
  if (object === 'schema' && isKnown) applyRenameSchema(name.text, to.text, fold);
  else if (object === 'schema') meetUnclear(fold);
  // Indexes have no kind of object of their own.
  else if (object === 'other' && isKnown) renameIndex(name.text, to.text, fold);
  else if (isView(object)) moveView(fold, { from: asTable(name), to: asTable(renamedObject(operation)) });
  else if (object === 'type' || object === 'domain') {
    renameType(fold, { from: name, to: renamedObject(operation) });
  }
}

/** ALTER ... SET SCHEMA of what is no table. */
export function setObjectSchema(
  { object, name, schema }: Extract<UtilityStatement, { readonly kind: 'set-object-schema' }>,
  fold: Fold,
): void {
  if (isView(object)) {
    const from = asTable(name);
    moveView(fold, { from, to: { ...from, schema: schema.text } });
  } else {
    renameType(fold, { from: name, to: knownName(typeIn(schema.text, name.text)) });
  }
}
