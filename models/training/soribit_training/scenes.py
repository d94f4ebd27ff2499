# SPDX-License-Identifier: Apache-2.0
"""Scenes: a sound, often a second one, as microphones in homes would hear them.

A scene is made from `dry` sounds (float32 [samples], peak 0.5): each in a room or not, one on top
of the other, company that has no label, noise, and a microphone with a tone of its own. Returns
(heard, clean): what the network gets, and the dry sounds alone, which the teacher is asked about.
"""
import numpy as np

from soribit_training import augment, data


class Stage:
    """Rooms, backgrounds and clips in memory; shared by forked processes, never written to."""

    def __init__(self, root, clips):
        self.rooms = data.load_rooms(root)
        self.backgrounds = data.load_backgrounds(root)
        self.waves = {c.path: (data.load(root, c.path) * 32767).astype(np.int16) for c in clips}
        self.paths = [c.path for c in clips]

    def clip(self, path):
        """A clip's waveform, float32."""
        return self.waves[path].astype(np.float32) / 32767

    def company(self, rng, n, clips=True):
        """n samples without a label: a household recording, a clip, or noise."""
        choice = rng.uniform()
        if choice < 0.35:
            wave = self.backgrounds[int(rng.integers(len(self.backgrounds)))]
        elif clips and choice < 0.7:
            wave = self.clip(self.paths[int(rng.integers(len(self.paths)))])
        else:
            return augment.noise(rng, n)
        if len(wave) < n:
            wave = np.tile(wave, -(-n // len(wave)))
        start = int(rng.integers(0, len(wave) - n + 1))
        part = wave[start:start + n]
        return part if augment.rms(part) > 1e-4 else augment.noise(rng, n)

    def in_some_room(self, rng, wave, share):
        """The wave in one of the rooms, in `share` of the cases."""
        if rng.uniform() >= share:
            return wave
        return augment.in_room(wave, self.rooms[int(rng.integers(len(self.rooms)))])

    def scene(self, rng, dry, second=None, gentle=False):
        """(heard, clean) of one or two dry sounds of the same length."""
        heard, clean = self.in_some_room(rng, dry, 0.3 if gentle else 0.55), dry
        if second is not None:
            ratio = rng.uniform(-6, 6)
            heard = augment.mix(heard, self.in_some_room(rng, second, 0.5), ratio, loud=True)
            clean = augment.mix(clean, second, ratio, loud=True)
        if rng.uniform() < (0.3 if gentle else 0.55):
            near = rng.uniform() < 0.4  # what is nearly as loud must not be a sound of its own
            ratio = rng.uniform(0, 12) if near else rng.uniform(12, 28)
            if gentle:
                ratio = max(ratio, 10)
            heard = augment.mix(heard, self.company(rng, len(heard), clips=not near), ratio)
        if rng.uniform() < 0.4:
            heard = augment.mix(heard, augment.noise(rng, len(heard)), rng.uniform(20, 55))
        if not gentle and rng.uniform() < 0.5:
            heard = augment.microphone(rng, heard)
        return heard, clean
