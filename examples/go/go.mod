module example.com/symbolicate

go 1.19
