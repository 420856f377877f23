import { describe, expect, test } from 'vitest';

import { chooseMutants } from '../../tools/mutants/choose.mjs';
import { placeMutants } from '../../tools/mutants/place.mjs';
