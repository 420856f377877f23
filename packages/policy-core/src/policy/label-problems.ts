import { meantAmong } from './meant-word.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import { DEFAULT_APPROVAL_LABEL, type PolicyProblem } from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/** What would make people believe that a label approves something, and does not. */
export function labelProblems(file: PolicyFile, source: Source): readonly PolicyProblem[] {
  const requests = requestsOf(file);
  return Object.entries(file.labels ?? {}).flatMap(([name, { grants = [] }]) => [
    ...spellingProblems(name, { file, requests, source }),
    ...grants.flatMap((grant, index) => {
      const message = grantProblem(name, grant, { file, requests });
      const at = source.spanOf(['labels', name, 'grants', index]);
      if (message === undefined) return [];
      const known = grantable(file);
      return [{ message, at, ...(known.includes(grant) ? {} : meantAmong(grant, known)) }];
    }),
  ]);
}

/** Something that a label approves. */
interface Request {
  readonly grant: string;
  readonly label: string;
}

function requestsOf(file: PolicyFile): readonly Request[] {
  const { protected: sections = [], change_scope: scope, integrity } = file;
  const denied = scope?.deny?.unless?.label;
  const self = integrity?.self_protect?.require?.label ?? DEFAULT_APPROVAL_LABEL;
  return [
    ...sections.map(({ id, require }) => ({ grant: `protected.${id}`, label: require.label })),
    ...pairRequests(file),
    ...(denied === undefined ? [] : [{ grant: DENIED, label: denied }]),
    { grant: SELF, label: self },
  ];
}

const DENIED = 'change_scope.deny';
const SELF = 'integrity.self_protect';

/** A pair asks by itself, and where the scope lets it in. */
function pairRequests({ dependencies = [], change_scope: scope }: PolicyFile): readonly Request[] {
  const asking = [
    ...dependencies.map(({ id, on_change: onChange }) => ({ id, label: onChange?.require?.label })),
    ...(scope?.also_allow ?? []).map((entry) => ({
      id: entry.dependencies,
      label: entry.unless_missing?.label,
    })),
  ];
  return asking.flatMap(({ id, label }) =>
    label === undefined ? [] : [{ grant: `dependencies.${id}`, label }],
  );
}

interface Known {
  readonly file: PolicyFile;
  readonly requests: readonly Request[];
}

/** The forge takes two spellings for one label; what is said of one would not be found for the other. */
function spellingProblems(
  name: string,
  { file, requests, source }: Known & { readonly source: Source },
): readonly PolicyProblem[] {
  const at = source.keySpanOf(['labels', name]) ?? source.spanOf(['labels', name]);
  const first = Object.keys(file.labels ?? {}).find((other) => isSameLabel(other, name));
  if (first !== undefined && first !== name) {
    const message = `The label ${JSON.stringify(name)} is described twice: GitHub takes it and ${JSON.stringify(first)} for one. Keep one of them.`;
    return [{ message, at }];
  }
  const asked = requests.map(({ label }) => label).filter((label) => isSameLabel(label, name));
  const other = asked.find((label) => label !== name);
  if (other === undefined) return [];
  const message = `The policy asks for the label ${JSON.stringify(other)}, and GitHub takes ${JSON.stringify(name)} for the same. Write both alike.`;
  return [{ message, at }];
}

function grantProblem(name: string, grant: string, { file, requests }: Known): string | undefined {
  const known = grantable(file);
  if (!known.includes(grant)) return unknownGrant(grant, known);
  const asking = requests.filter((request) => request.grant === grant);
  if (asking.some(({ label }) => isSameLabel(label, name))) return undefined;
  const [other] = asking;
  return other === undefined
    ? `${grant} asks for no label, so ${name} approves nothing there. Take it out of grants, or let it ask for ${name}.`
    : `${grant} asks for the label ${other.label}, so ${name} does not approve it. Take it out of grants, or let it ask for ${name}.`;
}

function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function grantable({ protected: sections = [], dependencies = [] }: PolicyFile): readonly string[] {
  return [
    ...sections.map(({ id }) => `protected.${id}`),
    ...dependencies.map(({ id }) => `dependencies.${id}`),
    DENIED,
    SELF,
  ];
}

function unknownGrant(grant: string, known: readonly string[]): string {
  const nearest = nearestWord(grant, known);
  const advice = nearest === undefined ? `Write one of ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  return `There is nothing called ${JSON.stringify(grant)} to approve. ${advice}`;
}
