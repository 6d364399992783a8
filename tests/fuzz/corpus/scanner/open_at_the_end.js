a => { b
