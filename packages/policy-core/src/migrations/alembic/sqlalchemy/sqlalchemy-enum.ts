import { knownName, type Name } from '../../operations/name.ts';
import type { TracedFile } from '../../../parsers/python/values.ts';
import { argumentFor, type GivenArguments } from '../operation-table/operation-arguments.ts';
import { constructName } from './sqlalchemy-names.ts';
import type { TypeShape } from './sqlalchemy-sizes.ts';
import {
  allKnown,
  flagOr,
  knownText,
  onlyOrigin,
  optionalName,
  readNumber,
} from '../render/render-values.ts';

export interface ReadEnum {
  readonly shape: TypeShape;
  readonly creates: Name | undefined;
  readonly check: EnumCheck | undefined;
}

export interface EnumCheck {
  readonly name: Name | undefined;
  /** The words that it allows; `undefined` where they are not known. */
  readonly values: readonly string[] | undefined;
}

/** `undefined` where neither its name nor its size is known. */
export function readEnum(
  file: TracedFile,
  given: GivenArguments,
  construct: 'Enum' | 'ENUM',
): ReadEnum | undefined {
  const values = valuesOf(file, given);
  const name = optionalName(file, argumentFor(given, { name: 'name' })) ?? nameOfClass(file, given);
  const isNative = construct === 'ENUM' || flagOr(file, argumentFor(given, { name: 'native_enum' }), true);
  if (isNative === undefined) return undefined;
  if (!isNative) return heldAsText(file, given, { values, name });
  const own = withSchema(name, optionalName(file, argumentFor(given, { name: 'schema' })));
  return (
    own && {
      shape: { name: own.text, ...(values && { values }) },
      creates: isCreated(file, given, construct) ? own : undefined,
      check: undefined,
    }
  );
}

function withSchema(name: Name | undefined, schema: Name | undefined): Name | undefined {
  if (name?.isKnown !== true || schema?.isKnown === false) return undefined;
  return schema === undefined || schema.text === 'public' ? name : knownName(`${schema.text}.${name.text}`);
}

/** The words it is given; `undefined` for a class of Python. */
function valuesOf(file: TracedFile, { values, moreValues }: GivenArguments): readonly string[] | undefined {
  if (moreValues !== undefined || values.length === 0) return undefined;
  return allKnown(values.map((value) => knownText(file, value)));
}

/** Without a name, SQLAlchemy takes that of the class, in small letters. */
function nameOfClass(file: TracedFile, { values }: GivenArguments): Name | undefined {
  const [first, ...more] = values;
  if (first === undefined || more.length > 0) return undefined;
  const origin = onlyOrigin(file, first);
  const name = origin && origin.node.type !== 'call' ? constructName(file, origin) : undefined;
  return name === undefined || !/^[A-Z]/.test(name) ? undefined : knownName(name.toLowerCase());
}

function heldAsText(
  file: TracedFile,
  given: GivenArguments,
  { values, name }: { readonly values: readonly string[] | undefined; readonly name: Name | undefined },
): ReadEnum | undefined {
  const length = readNumber(file, argumentFor(given, { name: 'length' }));
  const size = length ?? values?.reduce((longest, value) => Math.max(longest, Array.from(value).length), 0);
  if (size === undefined || size === 'unknown') return undefined;
  const isChecked = flagOr(file, argumentFor(given, { name: 'create_constraint' }), false);
  return {
    shape: { name: 'varchar', size },
    creates: undefined,
    check: isChecked === true ? { name, values } : undefined,
  };
}

/** Only PostgreSQL's own ENUM listens to `create_type`; a type of some metadata is made along with that. */
function isCreated(file: TracedFile, given: GivenArguments, construct: 'Enum' | 'ENUM'): boolean {
  const metadata = argumentFor(given, { name: 'metadata' });
  const isAsked = construct === 'Enum' || flagOr(file, argumentFor(given, { name: 'create_type' }), true);
  return metadata.kind !== 'given' && isAsked === true;
}
