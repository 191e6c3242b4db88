// What `./build.sh TARGET` does. A target provisions what it needs (and no more), restores and builds once, and runs.
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

var target = Argument("target", "test");
var output = "bin/Release/net10.0";
var php = new[] { "php-cli", "php-sqlite3", "php-mbstring", "php-xml", "php-intl", "php-apcu", "php-curl" };

// Runs a program with the terminal's own input and output, and gives its exit code. Ctrl-C reaches the whole process
// group, so the program as well: this process only waits until the program has ended in its own way.
int Run(string program, params string[] arguments)
{
    var start = new System.Diagnostics.ProcessStartInfo(program, arguments) { UseShellExecute = false };
    using var process = System.Diagnostics.Process.Start(start)!;
    void Pass(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (signal.Signal == PosixSignal.SIGTERM)
        {
            // The shell's own kill: a small Debian has no other.
            System.Diagnostics.Process.Start("sh", new[] { "-c", $"kill -TERM {process.Id}" })!.WaitForExit();
        }
    }
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Pass);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Pass);
    process.WaitForExit();
    return process.ExitCode;
}

void Must(string program, params string[] arguments)
{
    if (Run(program, arguments) is var code and not 0)
    {
        throw new CakeException(code, $"`{program} {string.Join(' ', arguments)}` failed with exit code {code}.");
    }
}

string Ask(string program, params string[] arguments)
{
    var start = new System.Diagnostics.ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };
    using var process = System.Diagnostics.Process.Start(start)!;
    var errors = process.StandardError.ReadToEndAsync();
    var answer = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? answer : "";
}

bool Has(string program) => Ask("sh", "-c", $"command -v {program}") != "";

bool HasPhpModules() => Has("php")
    && Ask("php", "-m").Split('\n').ToHashSet(StringComparer.OrdinalIgnoreCase)
        .IsSupersetOf(new[] { "pdo_sqlite", "mbstring", "xml", "intl", "apcu", "curl" });

bool HasPostgres() => GetFiles("/usr/lib/postgresql/*/bin/postgres").Any() || (Has("postgres") && Has("initdb"));

// Cheap checks only, so that a machine that has everything needs neither network nor root.
void Provision(bool withWiki, bool withBrowser)
{
    var missing = new List<string>();
    if (!HasPostgres()) missing.Add("postgresql");
    if (!Has("setpriv") || !Has("setsid")) missing.Add("util-linux");
    if (withWiki && !HasPhpModules()) missing.AddRange(php);
    if (withBrowser && !Has("chromium")) missing.Add("chromium");
    if (withBrowser && !System.IO.Directory.Exists("/usr/share/fonts/truetype")) missing.Add("fonts-dejavu-core");
    if (missing.Count > 0) Install(missing);
}

void Install(List<string> packages)
{
    var list = string.Join(' ', packages.Distinct());
    var root = Environment.IsPrivilegedProcess;
    var maySudo = !root && Ask("sh", "-c", "sudo -n true && echo yes") != "";
    if (!Has("apt-get") || !(root || maySudo))
    {
        throw new CakeException($"Missing: {list}. Install with: apt-get install --no-install-recommends {list}");
    }
    Information($"Installing {list}");
    // Debian would start a server of its own on port 5432 that nobody asked for.
    // Lines are joined here: Cake hands on the lines of its scripts with carriage returns, which a shell reads as text.
    var script = string.Join('\n',
        "if [ ! -e /etc/postgresql-common/createcluster.conf ]; then",
        "  mkdir -p /etc/postgresql-common",
        "  echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf",
        "fi",
        "export DEBIAN_FRONTEND=noninteractive",
        "apt-get update -qq -o Acquire::Retries=3",
        "apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold"
            + $" -o Dpkg::Use-Pty=0 {list} > /dev/null");
    Must(root ? "sh" : "sudo", root ? new[] { "-euc", script } : new[] { "-n", "sh", "-euc", script });
}

// What a build says is no part of the answer of the program that was built (./build.sh log | jq).
void ToStandardError(params string[] command) =>
    Must("sh", new[] { "-c", "exec \"$@\" >&2", "sh" }.Concat(command).ToArray());

void Build(string project)
{
    var locked = EnvironmentVariable("CI") == "true" ? new[] { "--locked-mode" } : Array.Empty<string>();
    ToStandardError(new[] { "dotnet", "restore", project, "--verbosity", "quiet" }.Concat(locked).ToArray());
    // No build server outlives the build: two builds of two users on one machine don't share one.
    ToStandardError("dotnet", "build", project, "--no-restore", "-c", "Release", "-m:2", "-nodeReuse:false", "--disable-build-servers",
        "--verbosity", "quiet", "-consoleLoggerParameters:NoSummary");
}

(int Passed, int Failed) Test(string project)
{
    var name = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(project));
    var report = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"campaigns-{Guid.NewGuid():N}.xml");
    try
    {
        var code = Run("dotnet", $"tests/{name}/{output}/CampaignDashboard.{name}.dll", "-noLogo", "-xml", report);
        if (!System.IO.File.Exists(report)) return (0, 1);
        var xml = System.Xml.Linq.XDocument.Load(report).Root!;
        int Sum(string attribute) => xml.Elements("assembly").Sum(a => (int?)a.Attribute(attribute) ?? 0);
        // A skipped test is one that says nothing: it counts as failed, as does an error outside of a test.
        var failed = Sum("failed") + Sum("errors") + Sum("skipped");
        return (Sum("passed"), failed == 0 && (code != 0 || Sum("passed") == 0) ? 1 : failed);
    }
    finally
    {
        System.IO.File.Delete(report);
    }
}

Task("format").Does(() => Must("dotnet", "csharpier", "format", "."));

Task("run").Does(() =>
{
    Provision(withWiki: false, withBrowser: false);
    Build("src/Host/Host.csproj");
    // Words behind the target are the Host's, a line each (build.sh).
    var options = (EnvironmentVariable("HOST_OPTIONS") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    // The Host has said what was wrong; Cake would say it again.
    Environment.Exit(Run("dotnet", options.Prepend($"src/Host/{output}/CampaignDashboard.Host.dll").ToArray()));
});

Task("bench").Does(() =>
{
    Provision(withWiki: false, withBrowser: false);
    Build("bench/Bench.csproj");
    // Words behind the target are the bench's, a line each (build.sh).
    var options = (EnvironmentVariable("BENCH_OPTIONS") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    Must("dotnet", options.Prepend($"bench/{output}/CampaignDashboard.Bench.dll").ToArray());
});

Task("demo").Does(() =>
{
    Provision(withWiki: true, withBrowser: false);
    Build("demo/Demo.csproj");
    Must("dotnet", $"demo/{output}/CampaignDashboard.Demo.dll");
});

Task("test").Does(() =>
{
    var (passed, failed) = (0, 0);
    try
    {
        Provision(withWiki: true, withBrowser: true);
        Must("dotnet", "csharpier", "check", ".");
        Build("CampaignDashboard.slnx");
        foreach (var project in GetFiles("tests/*.Tests/*.csproj").Select(f => f.FullPath).Order())
        {
            var (p, f) = Test(project);
            (passed, failed) = (passed + p, failed + f);
        }
    }
    catch (CakeException stopped)
    {
        Error(stopped.Message);
        failed++;
    }
    Console.WriteLine($"{passed} passed, {failed} failed");
    Console.Out.Flush();
    // Cake would print its own report below the last line.
    Environment.Exit(failed > 0 ? 1 : 0);
});

RunTarget(target);
