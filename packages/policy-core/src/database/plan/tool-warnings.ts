import type { TextRange } from '../../model/text-range.ts';

/**
 * Where a tool warns of its own plan, in its comments or beside it. These are sentences that tools write (Prisma, Drizzle,
 * Entity Framework, Rails, Django, TypeORM's wrappers); a comment in which somebody speaks of DROP TABLE is none.
 */
export function toolWarnings(text: string, { start, end }: TextRange): readonly TextRange[] {
  const part = text.slice(start, end);
  return WARNINGS.flatMap((warning) =>
    Array.from(part.matchAll(warning), ({ index, 0: found }) => ({
      start: start + index,
      end: start + index + found.length,
    })),
  );
}

const GONE = String.raw`(?:lost|deleted|erased|destroyed|wiped|removed|truncated|discarded)`;
const WILL = String.raw`(?:will|would|could|can|may|might)`;

const WARNINGS: readonly RegExp[] = [
  /\byou(?:'re| are) about to (?:drop|delete|remove|alter|change|truncate|reset)\b/gi,
  new RegExp(
    String.raw`\bdata\b(?:[^.;]{0,60}?\s)?${WILL}\s+be\s+(?:permanently\s+|irreversibly\s+)?${GONE}\b`,
    'gi',
  ),
  /\b(?:would|will) be dropped and re-?created\b/gi,
  /\b(?:will|would|could|may|might) (?:lead to|cause|result in|mean) (?:the )?(?:\w+ )?(?:data[\s-]+loss|loss of)\b/gi,
  /\bthere (?:will|would|could|may|might) be data[\s-]+loss\b/gi,
  /\bfound data[\s-]+loss statements\b/gi,
  /\bwarnings?\b[^\n]{0,80}\bdata[\s-]+loss\b/gi,
  /\bmay result in the loss of data\b/gi,
  /\birreversibly destroy\b/gi,
  /\bdestructive (?:changes? (?:detected|found)|action against)\b/gi,
  // What Rails prints of a migration begins like a comment of SQL.
  /^--[\t ]+(?:drop_table|remove_columns?|drop_join_table|truncate_tables)\(/gi,
];
