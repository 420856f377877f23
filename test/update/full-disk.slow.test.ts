import { describeFullDisks } from './full-disk.ts';

describeFullDisks('inplace');
