/** Vertices that reach each other; most are alone. */
export type Component = readonly [string, ...string[]];

interface Visit {
  readonly id: string;
  readonly next: Iterator<string>;
}

/**
 * Tarjan's strongly connected components, each after all that it leads to. Without recursion: a history is
 * a chain of thousands.
 *
 * @param leadsTo May name only vertices of `ids`.
 */
export function components(
  ids: Iterable<string>,
  leadsTo: (id: string) => Iterable<string>,
): readonly Component[] {
  const found: Component[] = [];
  /** When each was met, and the earliest that it was seen to lead back to. */
  const met = new Map<string, number>();
  const earliest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const visits: Visit[] = [];

  const enter = (id: string): void => {
    earliest.set(id, met.size);
    met.set(id, met.size);
    open.push(id);
    isOpen.add(id);
    visits.push({ id, next: leadsTo(id)[Symbol.iterator]() });
  };
  const leadsBack = (id: string, time: number | undefined): void => {
    earliest.set(id, Math.min(earliest.get(id) ?? 0, time ?? 0));
  };
  const leave = (id: string): void => {
    visits.pop();
    const above = visits.at(-1);
    if (above) leadsBack(above.id, earliest.get(id));
    if (earliest.get(id) === met.get(id)) found.push(close(id, open, isOpen));
  };

  for (const id of ids) {
    if (!met.has(id)) enter(id);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const step = visit.next.next();
      if (step.done === true) leave(visit.id);
      else if (!met.has(step.value)) enter(step.value);
      else if (isOpen.has(step.value)) leadsBack(visit.id, met.get(step.value));
    }
  }
  return found;
}

/** Takes the component of `id` off the open ones. */
function close(id: string, open: string[], isOpen: Set<string>): Component {
  const members = open.splice(open.lastIndexOf(id));
  for (const member of members) isOpen.delete(member);
  return [id, ...members.slice(1)];
}
