/**
 * Whether a statement, in SQL or of SQLAlchemy, reads values of a column: it names it elsewhere than as what is written
 * into, and asks more than whether it is empty; or it puts every column into another table.
 */
export function readsColumn(statement: string, column: string): boolean {
  // `INSERT INTO orders (total)`
  const written = statement.replaceAll(/\binsert\s+into\s+[\w."]+\s*\([^()]*\)/gi, ' ');
  // Each drop asks of each statement that names its table: few of them name the column.
  if (!written.toUpperCase().includes(column.toUpperCase())) return COPIES_ALL.test(written);
  const name = escaped(column);
  const rest = written
    // `SET total = 0, note = ''`
    .replaceAll(new RegExp(String.raw`(\bset\b|,)\s*"?(?:\w+"?\.)?"?${name}"?\s*=(?!=)`, 'gi'), '$1 ')
    // `details - 'total'` is of JSON.
    .replaceAll(new RegExp(String.raw`[->?]\s*'${name}'`, 'gi'), ' ')
    // `.values(total=0)`, `{"total": 0}`
    .replaceAll(new RegExp(String.raw`([(,{]\s*)(?:${name}\s*=(?!=)|["']${name}["']\s*:)`, 'gi'), '$1 ');
  return named(name).test(rest) || COPIES_ALL.test(rest);
}

const COPIES_ALL = /\b(?:insert|create)\b[^;]*\bselect\s+(?:\w+\.)?\*/i;

function named(name: string): RegExp {
  return new RegExp(String.raw`(?<![\w:])${name}(?!\w|["']?\s+is\s+null\b)`, 'i');
}

/** Whether code takes it out of a row: `row.total`, `row["total"]`. What is written into, or called, does not count. */
export function takesOutColumn(code: string, column: string): boolean {
  const name = escaped(column);
  return new RegExp(
    String.raw`\.${name}(?!\w|\s*\(|\s*=(?!=))|[\w)\]]\[\s*["']${name}["']\s*\](?!\s*=(?!=))`,
  ).test(code);
}

function escaped(name: string): string {
  return name.replaceAll(/[^\w]/g, String.raw`\$&`);
}
