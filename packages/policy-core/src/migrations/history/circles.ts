import type { Component } from './components.ts';

/** The circles of a graph: one for each vertex that leads to itself, and one through each larger component. */
export function circlesIn(
  found: readonly Component[],
  leadsTo: (id: string) => readonly string[],
): readonly (readonly string[])[] {
  const circles = found.flatMap((component) => [
    ...component.filter((id) => leadsTo(id).includes(id)).map((id) => [id]),
    ...(component.length > 1 ? [shortestCircle(component, leadsTo)] : []),
  ]);
  return circles.toSorted(byFirst);
}

/** From the smallest id of a component back to it, by a walk in all directions at once. */
function shortestCircle(component: Component, leadsTo: (id: string) => readonly string[]): readonly string[] {
  const start = component.reduce((smallest, id) => (id < smallest ? id : smallest));
  const inside = new Set<string>(component);
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (const id of waiting) {
    for (const next of leadsTo(id)) {
      if (next === start && id !== start) return pathTo(id, start, cameFrom);
      if (next === start || !inside.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      waiting.push(next);
    }
  }
  return [...component];
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path: string[] = [];
  for (let id: string | undefined = end; id !== undefined && id !== start; id = cameFrom.get(id)) {
    path.push(id);
  }
  return [start, ...path.toReversed()];
}

function byFirst([one = '']: readonly string[], [two = '']: readonly string[]): number {
  return one < two ? -1 : Number(one > two);
}
