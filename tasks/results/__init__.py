"""结果运用: who used which result for what, signed, for few eyes. People decide about people: nothing here is computed about anybody."""
