import { STEPS } from './killed-updater.ts';
import { describePowerCuts } from './power-cut.ts';

for (const strategy of ['releases', 'inplace'] as const)
  describePowerCuts({
    strategy,
    moments: STEPS.flatMap((step) => [`behind intent ${step}`, `behind done ${step}`]),
    callsOfStep: 10,
  });
