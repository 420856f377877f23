import { describePowerCuts } from './power-cut.ts';

describePowerCuts('releases', [
  'behind done fetch',
  'behind done snapshot',
  'behind done stage',
  'behind done switch',
  'behind done restart',
  'behind done confirm',
  'behind done report',
]);
describePowerCuts('inplace', [
  'behind done fetch',
  'behind done stage',
  'behind done switch',
  'behind done confirm',
]);
