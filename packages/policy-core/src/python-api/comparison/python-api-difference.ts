import { breaks, unclear, type ApiChange } from './python-api-change.ts';
import {
  publicMembers,
  type ApiMember,
  type ApiUnknown,
  type PythonApi,
} from '../surface/python-api-model.ts';
import { memberDifference } from './python-member-difference.ts';

/** What those who use a module will notice of a change, in the order of the new text. */
export function pythonApiDifference(before: PythonApi, after: PythonApi): readonly ApiChange[] {
  const changes = [...publicMembers(before)].flatMap(([name, member]) => {
    const now = after.members.get(name);
    if (now === undefined) return [missingDifference(name, member, { before, after })];
    const place = { name, ...START };
    return memberDifference({ before: before.members, after: after.members }, place, {
      before: member,
      after: now,
    });
  });
  return [...changes, ...exportDifference(before, after), ...unknownDifference(before, after)].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}

/** What is gone has no place in the new text. */
const START = { start: 0, end: 0 };

interface Sides {
  readonly before: PythonApi;
  readonly after: PythonApi;
}

function missingDifference(name: string, member: ApiMember, sides: Sides): ApiChange {
  const place = { name, ...START };
  const [provider] = sides.after.unknowns.filter(({ reason }) => !reason.includes('__all__'));
  if (provider !== undefined) {
    return unclear(
      { name, start: provider.start, end: provider.end },
      'removed',
      `is gone, unless it is bound where ${provider.text} stands`,
    );
  }
  const successor = newNameOf(member, sides);
  if (successor === undefined) return breaks(place, 'removed', 'is gone');
  const [definition] = successor.member.definitions;
  const { start, end } = definition ?? START;
  return breaks({ name, start, end }, 'renamed', `is called ${successor.name} now`);
}

/** The new name for exactly what the old one stood for; nothing where several could be it. */
function newNameOf(
  member: ApiMember,
  { before, after }: Sides,
): { readonly name: string; readonly member: ApiMember } | undefined {
  const names = { before: before.members, after: after.members };
  const kind = kindOf(member);
  const fresh = [...after.members].filter(([name, now]) => !before.members.has(name) && kindOf(now) === kind);
  const [found, ...others] = fresh.filter(
    ([name, now]) => memberDifference(names, { name, ...START }, { before: member, after: now }).length === 0,
  );
  const isTelling = kind === 'function' || kind === 'class';
  return found === undefined || others.length > 0 || !isTelling
    ? undefined
    : { name: found[0], member: found[1] };
}

function kindOf({ definitions: [definition] }: ApiMember): string | undefined {
  return definition?.kind;
}

/** `from module import *` brings what `__all__` lists, and without it every public name. */
function exportDifference(before: PythonApi, after: PythonApi): readonly ApiChange[] {
  if (after.exports === undefined) return [];
  // What an __all__ listed that could not be read is told to be unknown.
  const isUnreadable = before.unknowns.some(({ reason }) => reason.includes('__all__'));
  const names = before.exports ?? (isUnreadable ? [] : [...publicMembers(before).keys()]);
  const isToldAsGone = (name: string) => before.members.has(name) && !after.members.has(name);
  return names.flatMap((name) =>
    after.exports?.includes(name) || isToldAsGone(name)
      ? []
      : [breaks({ name, ...START }, 'export-removed', 'is no longer in __all__')],
  );
}

/** What could not be read on both sides, word for word, is no part of the change. */
function unknownDifference(before: PythonApi, after: PythonApi): readonly ApiChange[] {
  const isIn = (unknowns: readonly ApiUnknown[], { text }: ApiUnknown) =>
    unknowns.some((one) => one.text === text);
  const added = after.unknowns.filter((one) => one.mayReplace && !isIn(before.unknowns, one));
  const removed = before.unknowns.filter((one) => !isIn(after.unknowns, one));
  return [
    ...added.map(({ start, end, text, reason }) =>
      unclear({ name: text, start, end }, 'names-unknown', `is new, and ${reason}`),
    ),
    ...removed.map(({ text }) =>
      unclear({ name: text, ...START }, 'names-unknown', 'is gone, and with it names that cannot be told'),
    ),
  ];
}
