import { placesOf, type ReleaseNeeds } from './carry-out.ts';
import { openRunText } from './deployment-rows.ts';
import type { OpenRun, Place } from './place.ts';

/** A run that has not ended, and where. */
export interface PlacedRun {
  readonly place: Place;
  readonly run: OpenRun;
}

interface RunQuestion {
  readonly title: string;
  /** Said where there is none. */
  readonly none: string;
  readonly of?: (run: OpenRun) => boolean;
}

/** The run that somebody picks of those that are open. */
export async function chooseRun(
  { title, none, of = () => true }: RunQuestion,
  needs: ReleaseNeeds,
): Promise<PlacedRun | undefined> {
  const places = await placesOf(needs);
  if (places === undefined) return undefined;
  const open = places.flatMap((place) => place.runs.filter(of).map((run) => ({ place, run })));
  if (open.length === 0) {
    needs.talk.say(none);
    return undefined;
  }
  const choices = open.map((value) => ({
    label: value.run.run,
    description: openRunText(value.run),
    value,
  }));
  return await needs.talk.pick({ title, choices });
}
