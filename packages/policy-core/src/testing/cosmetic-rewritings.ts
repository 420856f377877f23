/** What may be done to the text of a revision without changing what it does. */
export const COSMETIC_REWRITINGS: Readonly<Record<string, (text: string) => string>> = {
  'a comment above each line': (text) => text.replace(/^( *)(?=\S)/gm, '$1# carefully\n$1'),
  'a comment behind each line': (text) => text.replace(/(?<=\S)$/gm, '  # drop_table("orders")'),
  'comments at the margin': (text) => text.replace(/^(?=\S| )/gm, '# op.drop_table("orders")\n'),
  'single quotes': (text) => text.replace(/"([^"'\\\n]*)"/g, "'$1'"),
  'an argument on each line': (text) => text.replace(/, (?=[^"'\n]*[("'=])/g, ',\n            '),
  'the layout of black': (text) => text.replace(/^( *)(op\.\w+)\((.*)\)$/gm, '$1$2(\n$1    $3,\n$1)'),
  'tabs instead of spaces': (text) => text.replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4)),
  'blank lines': (text) => text.replaceAll('\n', '\n\n'),
  'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'a docstring for each function': (text) => text.replace(/^(def .*:)$/gm, '$1\n    """What it does."""'),
  'annotations of the header': (text) => text.replace(/^(revision|down_revision) =/gm, '$1: str | None ='),
  'a byte order mark': (text) => `\uFEFF${text}`,
};
