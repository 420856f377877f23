/** `orders`, or `audit.log` for what is not in `public`; quoted where a dot or a quote would mislead. */
export function partName(schema: string | undefined, name: string): string {
  return schema === undefined || schema === 'public' ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

function quoted(name: string): string {
  return /[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
