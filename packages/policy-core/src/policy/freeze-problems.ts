import { meantAmong } from './meant-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem } from './policy.ts';
import type { PolicySourceText } from './source/policy-text.ts';
import { writtenPlaces } from './written-services.ts';

/** Freezes of no length, and those whose time nobody could tell. */
export function freezeProblems(file: PolicyFile, source: PolicySourceText): readonly PolicyProblem[] {
  return writtenPlaces(file).flatMap(({ written: { freeze = [] }, steps }) =>
    freeze.flatMap(({ from, to, zone }, index) => {
      const at = (key: string) => source.spanOf([...steps, 'freeze', index, key]);
      return [
        ...(from === to
          ? [
              {
                message: 'A freeze cannot end when it begins. Write 00:00 and 24:00 for a whole day.',
                at: at('to'),
              },
            ]
          : []),
        ...(isTimeZone(zone)
          ? []
          : [
              {
                message: `There is no time zone ${zone}. Write one such as Europe/Berlin or UTC.`,
                at: at('zone'),
                ...meantAmong(zone, Intl.supportedValuesOf('timeZone')),
              },
            ]),
      ];
    }),
  );
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // What it throws says only that it knows no such zone.
    return false;
  }
}
