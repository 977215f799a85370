namespace Pics.Numerics;

/// <summary>One number of threads for libtorch and for this library.</summary>
internal static class LibtorchThreads
{
    /// <summary>From now on as many as libtorch uses on the thread that asks; called before anything is computed on tensors.</summary>
    public static void Follow() => Threads.Follow(get_num_threads, set_num_threads);
}
