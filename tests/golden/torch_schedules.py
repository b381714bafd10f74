#!/usr/bin/python3
"""Learning rates of steps 0 to 39 by PyTorch's schedulers. Writes torch_schedules.json."""
import json
import pathlib

import torch
from torch.optim import lr_scheduler as schedulers


def rates(build):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    scheduler = build(optimizer)
    found = []
    for _ in range(40):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


golden = {
    "stepwise": rates(lambda o: schedulers.StepLR(o, step_size=7, gamma=0.3)),
    "cosine": rates(lambda o: schedulers.CosineAnnealingLR(o, T_max=40, eta_min=0.01)),
    "oneCycle": rates(lambda o: schedulers.OneCycleLR(o, max_lr=0.4, total_steps=41)),
    "oneCycleOther": rates(
        lambda o: schedulers.OneCycleLR(o, max_lr=0.4, total_steps=50, pct_start=0.5, div_factor=10, final_div_factor=100)
    ),
}
pathlib.Path(__file__).with_name("torch_schedules.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
