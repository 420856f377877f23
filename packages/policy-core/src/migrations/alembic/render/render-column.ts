import type { ColumnDefault, ColumnDefinition } from '../../operations/column.ts';
import { keywordArgument, renderCall, renderSql, renderText } from './render-python.ts';
import { renderType } from './render-type.ts';

/** What SQLAlchemy makes of an integer column: the only one of a primary key counts by itself, unless told not to. */
export type Counting = 'by-itself' | 'never';

/** `sa.Column(...)`; `undefined` where its text is not certain. */
export function renderColumn(column: ColumnDefinition, counting: Counting = 'never'): string | undefined {
  const { name, type, nullable, primaryKey, constraints, clientDefault, hasMore } = column;
  if (!name.isKnown || nullable === undefined || hasMore || clientDefault !== undefined) return undefined;
  if (primaryKey !== false || constraints.length > 0) return undefined;
  const rendered = renderType(type);
  const more = countingOrDefault(column, counting);
  if (rendered === undefined || more === undefined) return undefined;
  return renderCall('sa.Column', [
    renderText(name.text),
    rendered,
    ...more,
    `nullable=${renderFlag(nullable)}`,
  ]);
}

function countingOrDefault(
  { default: preset }: ColumnDefinition,
  counting: Counting,
): readonly string[] | undefined {
  if (preset.kind === 'sequence') return counting === 'by-itself' ? [] : undefined;
  const written = renderDefault(preset);
  if (written === undefined) return undefined;
  const given = preset.kind === 'none' ? undefined : written;
  const stays = counting === 'by-itself' && preset.kind === 'none' ? 'False' : undefined;
  return [...keywordArgument('server_default', given), ...keywordArgument('autoincrement', stays)];
}

/** For `server_default=`; `None` for none. */
export function renderDefault(preset: ColumnDefault): string | undefined {
  if (preset.kind === 'none') return 'None';
  return preset.kind === 'sql' ? renderSql(preset.text) : undefined;
}

export function renderFlag(flag: boolean): string {
  return flag ? 'True' : 'False';
}
