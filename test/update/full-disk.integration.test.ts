import { describeFullDisks, describeLostDisks } from './full-disk.ts';

describeFullDisks('releases');
describeLostDisks('releases');
describeFullDisks('inplace', (disk) => disk === 'checkout');
