# SPDX-License-Identifier: Apache-2.0
"""What a person should know before trusting a model: the card of each family."""
from soribit_training import quantise

VARIANTS = dict(zip(quantise.VARIANTS, (
    "as trained", "weights in float16, computed in float32",
    "weights in int8, activations quantised as they come", "int8 inside, float32 in and out",
    "int8 inside, in and out")))
NON_COMMERCIAL = ("weights for non-commercial use (trained on CC BY-NC data sets, ESC-50 and UrbanSound8K "
                  "among them)")
TRAIN = ("ESC-50 folds 1, 2, 3, 5 (CC BY-NC 3.0); UrbanSound8K folds 1, 2 (CC BY-NC 3.0); Kitchen20 "
         "folds 1-4; EmoDB (8 speakers); Donate-a-Cry; Ubuntu Touch and LineageOS sounds; ")
SPLITS = ("trained on `train` less what is marked for evaluation only, less recordings that occur in "
          "`val` too, less 9 % of each label's recordings, on which calibration and thresholds rest; "
          "figures are for `val`")
NOT_LIFE_SAFETY = "Not a certified life-safety device."
FLATTER = "The figures are for clips of the data sets it was trained on; another home is harder."

HOME = {
    "description": "Household sounds, 2 s windows, MobileNetV3 that has heard AudioSet ({})",
    "licence": NON_COMMERCIAL + "; trunk: EfficientAT mn04_as (MIT licence)",
    "trainedOn": "AudioSet, as EfficientAT's mn04_as (MIT licence) was; fine-tuned on " + TRAIN
                 + "doorbells, phone tones, doors, glass and household recordings with stated licences; "
                 "synthesised alarms (T3, T4, EN 14604, voices), low-battery chirps, appliance beeps, "
                 "door chimes, telephones, sirens, knocks, breaking glass, doors, vacuum cleaners, music "
                 "and speech (FluidR3, espeak-ng); YAMNet (Apache-2.0) and mn04 as teachers. {:.0f} "
                 "minutes on 2 cores",
    "splits": SPLITS,
    "limits": [NOT_LIFE_SAFETY,
               "CO alarms, low-battery chirps and most smoke alarms were learnt from synthesis.",
               "Sounds above 8 kHz are not heard.", FLATTER]}
HOME_SMALL = {
    "description": "Household sounds, 2 s windows, small CNN ({})",
    "licence": NON_COMMERCIAL,
    "trainedOn": TRAIN + "synthesised alarms, appliance beeps, door chimes, telephones, sirens, knocks, "
                 "breaking glass, doors, vacuum cleaners, music and speech (FluidR3, espeak-ng); YAMNet "
                 "(Apache-2.0) as teacher. {:.0f} minutes on 2 cores",
    "splits": SPLITS,
    "limits": [NOT_LIFE_SAFETY,
               "Smoke alarms, CO alarms, appliance beeps and door chimes were learnt from synthesis "
               "alone.",
               "Doors were learnt from creaking ones and synthesised slams.", FLATTER]}
CARDS = {"home": HOME, "home-small": HOME_SMALL}


def card(family, variant, minutes):
    """The card of a variant, its figures still missing."""
    about = CARDS[family]
    return about | {"description": about["description"].format(VARIANTS[variant]),
                    "trainedOn": about["trainedOn"].format(minutes), "metrics": {}}
