import { textInContent } from '../../model/file-content.ts';
import type { RevisionSources } from '../../model/observations.ts';
import { isSameJson } from '../../model/same-json.ts';

/** Texts by path in which something is looked for; of two the first counts. */
export type Sources = readonly RevisionSources['files'][];

/** Looks for something among the texts, and notes that it was looked for. One question has one way to look. */
export type Ask = <Answer>(question: string, look: (sources: Sources) => Answer) => Answer;

/** What was made out of answers last, with all that it asked. */
export interface KeptAnswers<Made> {
  last?: {
    sources: Sources;
    readonly asked: Map<string, Asked>;
    readonly made: Made;
  };
}

interface Asked {
  readonly look: (sources: Sources) => unknown;
  readonly answer: unknown;
}

/** What was made before, as long as all that it asked has the same answers in these texts. From now on it asks these. */
export function madeOfAnswers<Made>(
  kept: KeptAnswers<Made>,
  sources: Sources,
  make: (ask: Ask) => Made,
): Made {
  const { last } = kept;
  if (last !== undefined && isAnsweredTheSame(last.asked, sources)) {
    last.sources = sources;
    return last.made;
  }
  const asked = new Map<string, Asked>();
  const ask: Ask = <Answer>(question: string, look: (among: Sources) => Answer): Answer => {
    const before = asked.get(question);
    // Sound: a question has one way to look.
    if (before !== undefined) return before.answer as Answer;
    const answer = look(kept.last?.asked === asked ? kept.last.sources : sources);
    asked.set(question, { look, answer });
    return answer;
  };
  const made = make(ask);
  kept.last = { sources, asked, made };
  return made;
}

function isAnsweredTheSame(asked: ReadonlyMap<string, Asked>, sources: Sources): boolean {
  for (const { look, answer } of asked.values()) if (!isSameJson(look(sources), answer)) return false;
  return true;
}

/** The text that lies at a path; `undefined` where there is none, or nobody knows. */
export function textAmong(sources: Sources, path: string): string | undefined {
  // A file may be called `constructor`, which every object seems to have.
  return textInContent(sources.find((texts) => Object.hasOwn(texts, path))?.[path]);
}
