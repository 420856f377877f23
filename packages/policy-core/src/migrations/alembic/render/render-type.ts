import type { ColumnType, KnownType } from '../../operations/column-type.ts';
import { keywordArgument, renderCall } from './render-python.ts';

/**
 * A type of SQLAlchemy that makes this type in PostgreSQL. `undefined` where `import sqlalchemy as sa` is not
 * enough to name one in every version, as for uuid and jsonb.
 */
export function renderType(type: ColumnType): string | undefined {
  if (!type.isKnown || type.values !== undefined) return undefined;
  const inner = WRITERS.get(type.name)?.(type);
  if (inner === undefined || type.dimensions === 0) return inner;
  const dimensions = type.dimensions === 1 ? undefined : String(type.dimensions);
  return renderCall('sa.ARRAY', [inner, ...keywordArgument('dimensions', dimensions)]);
}

type Writer = (type: KnownType) => string | undefined;

const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['int2', unsized('sa.SmallInteger()')],
  ['int4', unsized('sa.Integer()')],
  ['int8', unsized('sa.BigInteger()')],
  ['numeric', numeric],
  ['float4', unsized('sa.REAL()')],
  ['float8', unsized('sa.Float()')],
  ['bool', unsized('sa.Boolean()')],
  ['text', unsized('sa.Text()')],
  ['varchar', ({ size }) => renderCall('sa.String', keywordArgument('length', size?.toString()))],
  ['bpchar', fixedLength],
  ['bytea', unsized('sa.LargeBinary()')],
  ['json', unsized('sa.JSON()')],
  ['date', unsized('sa.Date()')],
  ['time', unsized('sa.Time()')],
  ['timetz', unsized('sa.Time(timezone=True)')],
  ['timestamp', unsized('sa.DateTime()')],
  ['timestamptz', unsized('sa.DateTime(timezone=True)')],
  ['interval', unsized('sa.Interval()')],
]);

function fixedLength({ size }: KnownType): string | undefined {
  return size === undefined ? undefined : renderCall('sa.CHAR', keywordArgument('length', size.toString()));
}

function unsized(written: string): Writer {
  return ({ size }) => (size === undefined ? written : undefined);
}

function numeric({ size, scale }: KnownType): string | undefined {
  if (size === undefined) return scale === undefined ? 'sa.Numeric()' : undefined;
  return renderCall('sa.Numeric', [
    ...keywordArgument('precision', size.toString()),
    ...keywordArgument('scale', (scale ?? 0).toString()),
  ]);
}
