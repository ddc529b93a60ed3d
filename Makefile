# Two commands for a newcomer: `make run` and `make test`.
.PHONY: run demo-reset test long lint bench fuzz chaos race bundle tamper pairs upgrade
.DEFAULT_GOAL := run

run:
	@deploy/with-python -m deploy.local run

demo-reset:
	@deploy/with-python -m deploy.local reset

test:
	@deploy/with-python -m deploy.check test $(ARGS)

long:
	@deploy/with-python -m deploy.check long $(ARGS)

lint:
	@deploy/with-python -m deploy.check lint

bundle:
	@deploy/with-python -m deploy.bundle $(ARGS)

bench:
	@deploy/with-python -m deploy.check bench $(ARGS)

N ?= 2000
SEED ?= 1
fuzz:
	@deploy/with-python -m deploy.check fuzz $(N) $(SEED)

SEEDS ?= 5
KILLS ?= 50
chaos:
	@deploy/with-python -m deploy.check chaos $(SEEDS) $(KILLS)

SIZES ?= 2,8,32
race:
	@deploy/with-python -m deploy.check race $(SIZES) $(ARGS)

tamper:
	@deploy/with-python -m deploy.check tamper $(ARGS)

DOWN ?= 12
pairs:
	@deploy/with-python -m deploy.check pairs $(DOWN)

FROM ?= b0b9a86
KILLED ?= 20
upgrade:
	@deploy/with-python -m deploy.check upgrade $(FROM) $(KILLED)
