/** A rule's page as far as the catalogue judges it. */
export interface RulePage {
  readonly title: string;
  /** The first paragraph below the generated table. */
  readonly summary: string;
  readonly sections: readonly string[];
  readonly examples: readonly Example[];
  /** The policy key that it shows to waive a finding; `undefined` where the page says that there is none. */
  readonly waiver: string | undefined;
}

/** One fenced block of a page that claims to be good or bad. Blocks that follow each other directly are one. */
export interface Example {
  readonly verdict: 'good' | 'bad';
  readonly parts: readonly ExamplePart[];
  /** The policy that judges it: of those that the page shows (` ```yaml policy `) the last one before it, else the first. */
  readonly policy: string | undefined;
}

export interface ExamplePart {
  readonly language: string;
  readonly text: string;
}

const GENERATED = /<!-- generated from the rule[\s\S]*?<!-- \/generated -->/;
const FENCE = /^```(?<language>\S+)[ \t]+(?<role>good|bad|policy)[ \t]*\n(?<text>[\s\S]*?)^```[ \t]*$/gm;

export function readRulePage(text: string): RulePage {
  const blocks = Array.from(text.matchAll(FENCE), ({ index, 0: whole, groups = {} }) => ({
    role: groups['role'] ?? '',
    part: { language: groups['language'] ?? '', text: groups['text'] ?? '' },
    start: index,
    end: index + whole.length,
  }));
  return {
    title: /^# (.+)$/m.exec(text)?.[1] ?? '',
    summary: paragraphsAfterTable(text)[0] ?? '',
    sections: Array.from(text.matchAll(/^## (.+)$/gm), (match) => match[1] ?? ''),
    examples: joined(
      blocks.filter(({ role }) => role !== 'policy'),
      text,
      blocks.filter(({ role }) => role === 'policy'),
    ),
    waiver: WAIVER.exec(text)?.[1],
  };
}

const WAIVER = /^```yaml\n(waivers:\n[\s\S]*?)^```$/m;

function paragraphsAfterTable(text: string): readonly string[] {
  const rest = text.split(GENERATED)[1] ?? '';
  return rest
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').replaceAll('`', '').trim());
}

interface Block {
  readonly role: string;
  readonly part: ExamplePart;
  readonly start: number;
  readonly end: number;
}

/** Two blocks of one verdict with nothing but blank lines between them are two files of one example. */
function joined(blocks: readonly Block[], text: string, policies: readonly Block[]): readonly Example[] {
  const policyAt = (place: number) =>
    (policies.findLast(({ start }) => start < place) ?? policies[0])?.part.text;
  const examples: (Example & { parts: ExamplePart[]; end: number })[] = [];
  for (const { role, part, start, end } of blocks) {
    const verdict = role === 'good' ? 'good' : 'bad';
    const last = examples.at(-1);
    if (last?.verdict === verdict && text.slice(last.end, start).trim() === '') {
      last.parts.push(part);
      last.end = end;
    } else {
      examples.push({ verdict, parts: [part], end, policy: policyAt(start) });
    }
  }
  return examples;
}
