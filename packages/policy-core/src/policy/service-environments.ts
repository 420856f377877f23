import { displayText } from '../model/display-text.ts';
import { meantAmong } from './meant-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem } from './policy.ts';
import { isSameEnvironment } from './same-environment.ts';
import type { PolicySourceText } from './source/policy-text.ts';
import { writtenPlaces, type WrittenPlace } from './written-services.ts';

/** What is wrong with the places of a service among themselves. */
export function serviceEnvironmentProblems(
  file: PolicyFile,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  const places = writtenPlaces(file);
  const services = [...new Set(places.map(({ service }) => service))];
  return [
    ...emptyProblems(file, source),
    ...services.flatMap((service) => {
      const own = places.filter((place) => place.service === service);
      return [...twinProblems(own, source), ...promotionProblems(own, source)];
    }),
  ];
}

/** A schema says of a list that it is empty, and of a map it cannot. */
function emptyProblems({ deployment }: PolicyFile, source: PolicySourceText): readonly PolicyProblem[] {
  const { services } = deployment ?? {};
  if (services === undefined || Object.keys(services).length > 0) return [];
  const message = 'deployment.services must not be empty. Name a service, or leave it out.';
  return [{ message, at: source.spanOf(['deployment', 'services']) }];
}

function twinProblems(places: readonly WrittenPlace[], source: PolicySourceText): readonly PolicyProblem[] {
  return places.flatMap(({ service, environment, steps }, index) =>
    places.findIndex((other) => isSameEnvironment(other.environment, environment)) < index
      ? [
          {
            message: `${service} has the environment ${environment} twice: names are the same in any case. Write it once.`,
            at: source.keySpanOf(steps) ?? source.spanOf(steps),
          },
        ]
      : [],
  );
}

/** Where a commit comes from has to be another place of the same service, and some place has to be the first. */
function promotionProblems(
  places: readonly WrittenPlace[],
  source: PolicySourceText,
): readonly PolicyProblem[] {
  return places.flatMap((place) => {
    const message = promotionProblem(place, places);
    const before = place.written.promote_from;
    if (message === undefined || before === undefined) return [];
    const others = places.map(({ environment }) => environment).filter((name) => name !== place.environment);
    const meant = beforeOf(place, places) === undefined ? meantAmong(before, others) : {};
    return [{ message, at: source.spanOf([...place.steps, 'promote_from']), ...meant }];
  });
}

function promotionProblem(place: WrittenPlace, places: readonly WrittenPlace[]): string | undefined {
  const before = beforeOf(place, places);
  const { service, environment, written } = place;
  if (written.promote_from === undefined) return undefined;
  if (before === undefined)
    return `${service} has no environment ${displayText(written.promote_from)}. Name one of its others, or describe it there.`;
  if (before === place)
    return `${environment} cannot be promoted from itself. Name the environment before it, or leave promote_from out.`;
  const circle = circleFrom(place, places);
  // Of the whole circle it is said once.
  if (circle === undefined || firstOf(circle, places) !== place) return undefined;
  const way = [...circle, place].map((one) => one.environment).join(', ');
  return `No commit can come to ${environment}: ${way} wait for each other. Leave promote_from out where commits come in.`;
}

function beforeOf({ written }: WrittenPlace, places: readonly WrittenPlace[]): WrittenPlace | undefined {
  const { promote_from: before } = written;
  if (before === undefined) return undefined;
  return places.find(({ environment }) => isSameEnvironment(environment, before));
}

/** The places before one another that lead back to this one; `undefined` where they lead to a first one. */
function circleFrom(
  place: WrittenPlace,
  places: readonly WrittenPlace[],
): readonly WrittenPlace[] | undefined {
  const way = [place];
  let before = beforeOf(place, places);
  while (before !== undefined && !way.includes(before)) {
    way.push(before);
    before = beforeOf(before, places);
  }
  return before === place ? way : undefined;
}

function firstOf(circle: readonly WrittenPlace[], places: readonly WrittenPlace[]): WrittenPlace | undefined {
  return places.find((place) => circle.includes(place));
}
