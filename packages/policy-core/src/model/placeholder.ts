/** Whether a value is only there until somebody writes the real one. */
export function isPlaceholder(value: string): boolean {
  const plain = value.trim().toLowerCase();
  return WORDS.has(plain.replaceAll(/[\s_-]/g, '')) || FORMS.some((form) => form.test(plain));
}

const WORDS: ReadonlySet<string> = new Set([
  'changeme',
  'changethis',
  'changeit',
  'replaceme',
  'replacethis',
  'fixme',
  'todo',
  'tbd',
  'placeholder',
  'dummy',
  'example',
  'secret',
  'password',
  'yoursecret',
  'yoursecrethere',
  'yourpassword',
  'yourkey',
  'yourkeyhere',
  'yourapikey',
  'yourapikeyhere',
  'yourtoken',
  'insertyourkeyhere',
  'notset',
  'none',
  'null',
  'undefined',
]);

const FORMS: readonly RegExp[] = [
  /^<[^<>]*>$/,
  /^\{\{.*\}\}$/,
  // A variable that nobody put in.
  /^\$\{[a-z_]\w*\}$/,
  /^(?:x{3,}|\*{3,}|\.{3,}|-{3,}|_{3,}|0{6,})$/,
  /(?:^|[^a-z])change[-_ ]?(?:me|this)(?:$|[^a-z])/,
  /(?:^|[^a-z])replace[-_ ]?(?:me|this)(?:$|[^a-z])/,
  /(?:^|[^a-z])your[-_][a-z_-]*(?:key|token|secret|password|here)(?:$|[^a-z])/,
  // Only the beginning of a key is real.
  /^(?:sk|pk|rk)_(?:live|test)_(?:x+|\.+|\*+)$/,
];
