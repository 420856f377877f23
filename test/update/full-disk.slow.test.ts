import { describeFullDisks, describeLostDisks } from './full-disk.ts';

describeFullDisks('inplace');
describeLostDisks('inplace');
