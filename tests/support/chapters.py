"""A chapter to ask about, written for tests: definitions, lists, numbers, years, steps, a contrast."""

WATER = (
    ("h", "The Water Cycle"),
    (
        "p",
        "Evaporation is the change of liquid water into vapor at the surface of oceans and lakes. It is"
        " fastest where the air is warm, dry and windy. Transpiration is the release of vapor from the leaves"
        " of plants through small openings called stomata. It moves minerals from the soil into stems and"
        " leaves. Sublimation is the change of ice into vapor without melting.",
    ),
    (
        "p",
        "Condensation is the change of vapor into small drops around grains of dust. It warms the surrounding"
        " air and builds clouds. Precipitation is the fall of rain, snow or hail from clouds to the ground. It"
        " is measured with gauges at weather stations. Infiltration is the slow movement of rain into soil and"
        " rock. It refills aquifers beneath the surface.",
    ),
    ("h", "Water Below the Ground"),
    (
        "p",
        "An aquifer is a layer of rock or sand that stores and carries water. The water table marks the upper"
        " limit of the wet zone in the ground. Surface runoff carries soil and fertilizer into rivers after"
        " heavy rain. Stomata open by day and close during drought, whereas aquifers respond over many years."
        " The flow of melted snow into rivers in spring is called snowmelt runoff.",
    ),
    (
        "p",
        "The forms of frozen precipitation include snow, sleet, hail, and graupel. Oceans hold about 97"
        " percent of all water on the planet. In 1856, the engineer Henry Darcy measured the flow of water"
        " through sand. In 1674, Pierre Perrault compared the rain of a valley with the flow of its river. In"
        " 1802, Luke Howard gave clouds the names that are still used.",
    ),
    (
        "p",
        "First, the sun warms the surface of the sea. Next, vapor rises and cools in the upper air. Then"
        " drops gather around grains of dust. Finally, rain falls on land and sea.",
    ),
)
"""Headings and paragraphs."""
