# Installs capsock on Windows: finds the processor, fetches the archive, checks it, unpacks it.
#
#   .\install.ps1 [-Dir FOLDER] [-Edition capsock|capsock-loopback] [-Base URL]
#
# FOLDER is ~\.local\bin unless you say otherwise. URL is where the archives and SHA256SUMS are.
# Windows may warn of an unsigned program when it is started from Explorer ("More info", "Run anyway");
# started from a terminal, a file that this script unpacked is not marked as downloaded.
param(
  [string]$Dir = (Join-Path $HOME '.local\bin'),
  [ValidateSet('capsock', 'capsock-loopback')][string]$Edition = 'capsock',
  [string]$Base = $(if ($env:CAPSOCK_BASE) { $env:CAPSOCK_BASE } else { 'https://github.com/capsock/capsock/releases/latest/download' })
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Stop-Install([string]$Reason) {
  [Console]::Error.WriteLine("install: $Reason")
  exit 1
}

if ($env:OS -ne 'Windows_NT') { Stop-Install 'this script is for Windows; elsewhere use install.sh' }
$processor = switch ($env:PROCESSOR_ARCHITECTURE) {
  'AMD64' { 'x86_64' }
  'ARM64' { 'aarch64' }
  default { Stop-Install "there is no executable for the processor $_" }
}

$archive = "$Edition-$processor-pc-windows-msvc.zip"
$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory $work | Out-Null
try {
  foreach ($file in 'SHA256SUMS', $archive) {
    try { Invoke-WebRequest -UseBasicParsing "$Base/$file" -OutFile (Join-Path $work $file) }
    catch { Stop-Install "cannot fetch $Base/$file" }
  }
  $line = Get-Content (Join-Path $work 'SHA256SUMS') | Where-Object { $_.EndsWith("  $archive") }
  if (-not $line) { Stop-Install "SHA256SUMS has no line for $archive" }
  $wanted = $line.Split(' ')[0]
  $found = (Get-FileHash (Join-Path $work $archive) -Algorithm SHA256).Hash.ToLower()
  if ($found -ne $wanted) {
    Stop-Install "the checksum of $archive is wrong: expected $wanted, found $found; nothing was installed"
  }
  Expand-Archive (Join-Path $work $archive) -DestinationPath (Join-Path $work 'unpacked')
  New-Item -ItemType Directory -Force $Dir | Out-Null
  Move-Item -Force (Join-Path $work "unpacked\$Edition.exe") $Dir
} finally {
  Remove-Item -Recurse -Force $work
}
Write-Output "installed $(Join-Path $Dir "$Edition.exe")"
if (($env:PATH -split ';') -notcontains $Dir) {
  Write-Output "add it to your PATH: [Environment]::SetEnvironmentVariable('PATH', `"`$env:PATH;$Dir`", 'User')"
}
