using System.Diagnostics;
using System.Globalization;
using CampaignDashboard.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CampaignDashboard.Tests.Postgres;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string folder = TemporaryFolder.NewPath();

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Data_outlive_a_stop_and_a_start()
    {
        await using (var first = await Start())
        {
            await Execute(first.ConnectionString("dashboard"), "create table kept as select 42 as answer");
        }
        await using var second = await Start();
        Assert.Equal("42", await Scalar(second.ConnectionString("dashboard"), "select answer from kept"));
    }

    [Fact]
    public async Task A_stop_ends_every_process_though_connections_are_open_and_clears_the_socket()
    {
        var postgres = await Start();
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString("dashboard"));
        await using var open = await source.OpenConnectionAsync();
        var postmaster = Postmaster();
        await postgres.DisposeAsync();
        Assert.False(Runs(postmaster));
        Assert.False(Directory.Exists(new NpgsqlConnectionStringBuilder(source.ConnectionString).Host));
    }

    [Fact]
    public async Task It_listens_on_no_network_address_and_keeps_its_folders_private()
    {
        await using var postgres = await Start();
        var connection = postgres.ConnectionString("dashboard");
        Assert.Equal("", await Scalar(connection, "show listen_addresses"));
        Assert.Equal("on", await Scalar(connection, "show fsync"));
        Assert.Equal("UTF8", await Scalar(connection, "show server_encoding"));
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(ownerOnly, File.GetUnixFileMode(new NpgsqlConnectionStringBuilder(connection).Host!));
        Assert.Equal(ownerOnly, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task After_kill_9_of_its_owner_the_next_owner_finds_what_was_committed()
    {
        await using var owner = await OwnerProcess.Start(folder);
        await Execute(owner.ConnectionString, "create table kept as select 42 as answer");
        var orphan = Postmaster();
        await owner.Kill();
        await using var next = await Start();
        Assert.Equal("42", await Scalar(next.ConnectionString("dashboard"), "select answer from kept"));
        Assert.NotEqual(orphan, Postmaster());
        Assert.False(Runs(orphan));
    }

    [Fact]
    public async Task After_kill_9_of_owner_and_guard_the_left_over_postmaster_is_stopped_and_a_new_one_started()
    {
        await using var owner = await OwnerProcess.Start(folder);
        await Execute(owner.ConnectionString, "create table kept as select 42 as answer");
        var orphan = Postmaster();
        using (var guard = Process.GetProcessById(ParentOf(orphan)))
        {
            guard.Kill();
            await guard.WaitForExitAsync();
        }
        await owner.Kill();
        await using var next = await Start();
        Assert.Equal("42", await Scalar(next.ConnectionString("dashboard"), "select answer from kept"));
        Assert.False(Runs(orphan));
    }

    [Fact]
    public async Task A_second_owner_is_told_that_the_folder_is_taken_and_the_first_goes_on()
    {
        await using var owner = await OwnerProcess.Start(folder);
        var no = await Assert.ThrowsAnyAsync<EmbeddedPostgresException>(Start);
        Assert.Contains(
            $"Another dashboard is running on the data folder {folder}",
            no.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("1", await Scalar(owner.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task A_process_id_left_in_the_folder_that_belongs_to_another_process_now_harms_neither()
    {
        await (await Start()).DisposeAsync();
        using var stranger = Process.GetCurrentProcess();
        await File.WriteAllTextAsync(Path.Combine(folder, "cluster", "postmaster.pid"), $"{stranger.Id}\n");
        await using var postgres = await Start();
        Assert.Equal("1", await Scalar(postgres.ConnectionString("dashboard"), "select 1"));
    }

    [Fact]
    public async Task A_data_folder_of_another_version_is_refused_with_the_package_to_install()
    {
        await (await Start()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "cluster", "PG_VERSION"), "9\n");
        var no = await Assert.ThrowsAsync<EmbeddedPostgresException>(Start);
        Assert.Contains("apt-get install postgresql-9", no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_cannot_start_tells_what_its_log_says()
    {
        await (await Start()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "cluster", "postgresql.conf"), "no_such_setting = 1\n");
        var no = await Assert.ThrowsAsync<EmbeddedPostgresException>(Start);
        Assert.Contains("no_such_setting", no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_cluster_of_a_killed_first_start_is_made_anew()
    {
        await (await Start()).DisposeAsync();
        Directory.Move(Path.Combine(folder, "cluster"), Path.Combine(folder, "cluster.new"));
        await using var postgres = await Start();
        Assert.Equal("1", await Scalar(postgres.ConnectionString("dashboard"), "select 1"));
    }

    [Fact]
    public async Task A_throwaway_cluster_goes_with_its_owner()
    {
        var settings = new EmbeddedPostgresSettings { DataFolder = folder, Throwaway = true };
        var postgres = await EmbeddedPostgres.Start(settings, NullLogger.Instance, CancellationToken.None);
        Assert.Equal("off", await Scalar(postgres.ConnectionString("dashboard"), "show fsync"));
        await postgres.DisposeAsync();
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task The_server_runs_as_an_account_without_privileges()
    {
        // Whoever runs the tests: root must have lent another account, anybody else is that account.
        await using var postgres = await Start();
        var status = await File.ReadAllLinesAsync($"/proc/{Postmaster()}/status");
        Assert.Equal(
            0,
            Convert.ToInt64(status.Single(l => l.StartsWith("CapEff:", StringComparison.Ordinal))[7..].Trim(), 16)
        );
        Assert.DoesNotContain(
            "\t0\t",
            status.Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    private Task<EmbeddedPostgres> Start() =>
        EmbeddedPostgres.Start(new() { DataFolder = folder }, NullLogger.Instance, CancellationToken.None);

    private int Postmaster() =>
        int.Parse(
            File.ReadLines(Path.Combine(folder, "cluster", "postmaster.pid")).First(),
            CultureInfo.InvariantCulture
        );

    // A process that has ended stays listed (Z) until its parent asks, and an orphan's foster parent may never ask.
    private static bool Runs(int process) =>
        File.Exists($"/proc/{process}/stat")
        && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static int ParentOf(int process) =>
        int.Parse(
            File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith("PPid:", StringComparison.Ordinal))[5..],
            CultureInfo.InvariantCulture
        );

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> Scalar(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
