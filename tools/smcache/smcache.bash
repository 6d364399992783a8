# Completion of the smcache program's command line, for bash.

_smcache() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} subcommand=${COMP_WORDS[1]-}
  local options='' files='' name
  COMPREPLY=()

  if [[ $COMP_CWORD -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'convert lookup symbolicate info verify dump export explain store --help --version' -- "$word")
    return
  fi

  case $previous in
    --sources) mapfile -t COMPREPLY < <(compgen -W 'embed omit' -- "$word"); return ;;
    --functions) mapfile -t COMPREPLY < <(compgen -W 'auto none' -- "$word"); return ;;
    -d | --directory | --map-dir | --store) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    -o | --output | -g | --generated) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    -j | --jobs | --context | --max-input-size | --max-bytes | --memory | --max-idle | -a | --alias) return ;;
  esac

  case $subcommand in
    convert) options='--output --directory --generated --jobs --sources --functions --max-input-size --memory --again --strict --json' files='*' ;;
    lookup) options='--zero-based --context --all --cross-line --json' files='*.smcache' ;;
    symbolicate) options='--map-dir --store --alias --context --name-by-callers --json' files='*' ;;
    info) options='--json' files='*.smcache' ;;
    verify) files='*.smcache' ;;
    dump) options='--zero-based --json' files='*.smcache' ;;
    export) options='--output' files='*.smcache' ;;
    explain) options='--zero-based --cross-line --json' files='*.smcache' ;;
    store)
      if [[ $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'publish open alias stat evict check remove --help' -- "$word")
        return
      fi
      options='--json' files='*.map'
      case ${COMP_WORDS[2]} in
        publish) options='--generated --alias --sources --strict --max-bytes --json' files='*' ;;
        evict) options='--max-bytes --max-idle --json' ;;
      esac ;;
    *) return ;;
  esac

  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word")
    return
  fi
  compopt -o filenames
  while IFS= read -r name; do
    # shellcheck disable=SC2053 # the right side is a pattern
    if [[ -d $name || $name == $files ]]; then COMPREPLY+=("$name"); fi
  done < <(compgen -f -- "$word")
}

complete -F _smcache smcache
