# Completions of splan for PowerShell: put `splan completions powershell | Out-String | Invoke-Expression` into $PROFILE.
Register-ArgumentCompleter -Native -CommandName splan -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # An empty argument may get lost on its way.
    $begun = if ($wordToComplete -eq '') { @('--new-word') } else { @() }
    splan complete --for powershell @begun '--' @words 2>$null | ForEach-Object {
        $value, $about = $_.Split("`t", 2)
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value.Trim("'"), 'ParameterValue', $about)
    }
}
