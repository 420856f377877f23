import { l10n } from 'vscode';

/** How a row is drawn whose text begins with a sign: VS Code has icons for those, and a word for who does not see them. */
export interface SignedText {
  /** Without the sign. */
  readonly text: string;
  /** Of VS Code's own; `undefined` where there is no sign. */
  readonly icon: string | undefined;
  /** Id of a colour of the theme. */
  readonly color: string | undefined;
  /** What the sign means; empty where its words say it. */
  readonly word: string;
}

/** Reports, logs and plain pages have the sign itself; rows and messages of VS Code have icons of their own. */
export function signedText(label: string): SignedText {
  const sign = Object.keys(SIGNS).find((one) => label.startsWith(`${one} `));
  const drawn = sign === undefined ? undefined : SIGNS[sign];
  if (sign === undefined || drawn === undefined)
    return { text: label, icon: undefined, color: undefined, word: '' };
  const { icon, color, word } = drawn;
  return { text: label.slice(sign.length + 1), icon, color, word: word() };
}

interface DrawnSign {
  readonly icon: string;
  readonly color?: string;
  readonly word: () => string;
}

const PASSED = { icon: 'pass', color: 'testing.iconPassed', word: () => l10n.t('Passed') } as const;
const FAILED = { icon: 'error', color: 'testing.iconFailed', word: () => l10n.t('Failed') } as const;
const WARNING = {
  icon: 'warning',
  color: 'problemsWarningIcon.foreground',
  word: () => l10n.t('Warning'),
} as const;

const SIGNS: Readonly<Record<string, DrawnSign>> = {
  '✓': PASSED,
  '✅': PASSED,
  '✗': FAILED,
  '❌': FAILED,
  '⚠': WARNING,
  '⚠️': WARNING,
  '?': { icon: 'question', color: 'problemsWarningIcon.foreground', word: () => l10n.t('Not known') },
  '–': { icon: 'circle-slash', color: 'testing.iconSkipped', word: () => '' },
  '…': { icon: 'clock', word: () => '' },
  '→': { icon: 'arrow-right', word: () => '' },
  '☑': { icon: 'pass', color: 'testing.iconPassed', word: () => l10n.t('Done') },
  '☐': { icon: 'circle-large', word: () => l10n.t('Not done') },
};

/** What a screen reader says of a row: the word for its sign first, and then all that is seen or shown beside it. */
export function spokenRow(
  label: string,
  { description, tooltip }: { readonly description: string; readonly tooltip: string },
): string {
  const { text, word } = signedText(label);
  const more = signedText(tooltip).text;
  const said = more.startsWith(text) ? [more] : [text, description, more];
  const sentence = said
    .filter(Boolean)
    .join(', ')
    .replace(/\s*\n+\s*/g, ', ');
  return word === '' ? sentence : `${word}: ${sentence}`;
}
