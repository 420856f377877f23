import { describePowerCuts } from './power-cut.ts';

describePowerCuts({
  strategy: 'releases',
  moments: [
    'behind done fetch',
    'behind done snapshot',
    'behind done stage',
    'behind done switch',
    'behind done restart',
    'behind done confirm',
    'behind done report',
  ],
  callsOfStep: 1,
});
describePowerCuts({
  strategy: 'inplace',
  moments: ['behind done fetch', 'behind done stage', 'behind done switch', 'behind done confirm'],
  callsOfStep: 1,
});
